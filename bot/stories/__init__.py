"""Stories: who sold well tells neighbours who have not sold yet, if they like."""
