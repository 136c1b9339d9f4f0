"""From parameters to published reports."""
