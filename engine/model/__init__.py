"""What is lawful: values, decisions and refusals; standard library only."""
