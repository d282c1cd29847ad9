"""What the engine costs, measured in one run beside a plain loop of the library."""
