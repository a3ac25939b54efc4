"""Words enter; concepts leave: interventions, conditions, outcomes, analytes and units. An unknown word stays itself."""
