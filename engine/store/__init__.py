"""What we remember; owns SQLAlchemy and Alembic."""
