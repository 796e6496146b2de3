"""The database: engine, types and the machinery's own tables."""
