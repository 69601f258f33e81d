"""Finding: how names become tokens, which records a query considers, and in what order.

The way of a query: `queries.analyse_query`, then `planning` (tiers of boolean expressions over
tokens), a store (in memory, or a database's full-text index), and `ranking.rank`. All stores
evaluate the same expressions and cut them off in the same order, so that all hand the same
candidates to the one ranking. `finding` goes that way; `suggesting` goes it for somebody who still
types.
"""
