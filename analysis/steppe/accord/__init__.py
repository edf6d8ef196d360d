"""Who joins the accord when, and what happens in it month by month."""
