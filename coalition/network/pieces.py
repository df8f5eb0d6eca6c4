"""What if a member leaves: who holds others together (bridges), and into which pieces the rest falls."""

from collections import defaultdict

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from coalition.network.web import Ints, Web, sparse


def pieces_without(found: Web) -> dict[int, list[int]]:
    """{bridge: members of each piece into which the rest of its island falls without it, the largest first}.

    A bridge (articulation point) is a member, as a place in `found.ids`, whose island falls apart without it. Takes time in
    proportion to the members, however many ties there are: it is read from `sparse` ties that fall apart as all do.
    """
    graph = nx.Graph()
    few = sparse(found, 2)
    graph.add_edges_from(zip(few.ones.tolist(), few.others.tolist(), strict=True))
    blocks = [frozenset(block) for block in nx.biconnected_components(graph)]
    of_member: dict[int, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        for member in block:
            of_member[member].append(number)
    bridges = {member: own for member, own in of_member.items() if len(own) > 1}
    sizes = np.bincount(found.labels) if found.size else np.zeros(0, dtype="int64")
    below, above = _hung(blocks, bridges)
    return {
        member: sorted(_pieces(member, own, below, above, int(sizes[found.labels[member]])), reverse=True)
        for member, own in sorted(bridges.items())
    }


Node = tuple[str, int]
"""("block", number) or ("member", place): blocks and the bridges between them hang together as trees."""


def _hung(blocks: list[frozenset[int]], bridges: dict[int, list[int]]) -> tuple[dict[Node, int], dict[Node, Node]]:
    """{node: members that hang below it, itself included} and {node: the node above it}."""
    tree = nx.Graph([(("block", number), ("member", member)) for member, own in bridges.items() for number in own])
    own = {node: 1 if node[0] == "member" else sum(one not in bridges for one in blocks[node[1]]) for node in tree}
    above: dict[Node, Node] = {}
    for part in nx.connected_components(tree):
        edges = list(nx.bfs_edges(tree, min(part)))
        above |= {low: high for high, low in edges}
        for high, low in reversed(edges):
            own[high] += own[low]
    return own, above


def _pieces(member: int, own: list[int], below: dict[Node, int], above: dict[Node, Node], size: int) -> list[int]:
    """Members of each piece around a bridge: what hangs below it, and the rest of its island above it."""
    node: Node = ("member", member)
    high = above.get(node)
    hanging = [below[block] for number in own if (block := ("block", number)) != high]
    return hanging if high is None else [*hanging, size - 1 - sum(hanging)]


def fragmentation_without(found: Web, pieces: dict[int, list[int]]) -> NDArray[np.float64]:
    """Fragmentation of the others without each member (fragmentation centrality, Borgatti 2006), in the order of `found.ids`.

    Args:
        found: members and ties.
        pieces: `pieces_without` of it.

    Returns:
        1 - sum of s (s - 1) / ((n - 1)(n - 2)) over the components that are left; not a number: fewer than three members.
    """
    n = found.size
    if n < 3:
        return np.full(n, np.nan)
    sizes = np.bincount(found.labels)
    own = sizes[found.labels]
    joined = np.sum(sizes * (sizes - 1)) - 2 * (own - 1)  # who is no bridge takes only its own pairs along
    for member, parts in pieces.items():
        rest = own[member] - 1
        joined[member] += sum(part * (part - 1) for part in parts) - rest * (rest - 1)
    return np.asarray(1 - joined / ((n - 1) * (n - 2)), dtype="float64")


def parts_without(found: Web, member: int) -> list[Ints]:
    """The pieces of one member's island without it, as places in `found.ids`, the largest first; of one without ties none."""
    own = np.flatnonzero(found.labels == found.labels[member])
    rest = own[own != member]
    if not len(rest):
        return []
    labels = found.among(rest).labels
    parts = [rest[labels == label] for label in np.unique(labels)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))
