"""Counts of events enter; pooled odds, rate ratios or shares by likelihoods of the counts themselves leave."""
