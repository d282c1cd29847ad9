"""Reads what people author in JSON; owns marshmallow."""
