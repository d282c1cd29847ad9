"""The schema's steps: first expand, then, a release later, contract."""
