"""Pure rules: dates, lights, the state on any day, scores, selections, who may see what."""
