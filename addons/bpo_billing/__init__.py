"""What the outsourcing work costs: rating, billing runs, statements, invoices."""
