"""What was published, as tables for anybody: frozen text and rounded numbers, no quotes."""
