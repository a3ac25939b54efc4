"""Effects that share studies enter; one `Multilevel` result with cluster-robust intervals, or the reason why not, leaves."""
