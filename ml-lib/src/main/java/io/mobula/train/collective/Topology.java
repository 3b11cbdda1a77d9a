package io.mobula.train.collective;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who talks to whom: a ring over all ranks, and a binomial tree with rank 0 at its root. A rank has at most {@code 2 + log2 n} neighbours.
 *
 * @param rank the rank that is looked at
 * @param size how many there are
 */
record Topology(int rank, int size) {
    Topology {
        if (size < 1 || rank < 0 || rank >= size) throw new IllegalArgumentException("Rank " + rank + " of " + size);
    }

    int next() {
        return (rank + 1) % size;
    }

    int previous() {
        return (rank + size - 1) % size;
    }

    /** In the tree; rank 0 has none, and is its own. The lowest set bit is what separates a rank from its parent. */
    int parent() {
        return rank & (rank - 1);
    }

    /** In the tree, in the order in which their values are added: the smallest subtree first. */
    List<Integer> children() {
        var children = new ArrayList<Integer>();
        int reach = rank == 0 ? size : Integer.lowestOneBit(rank);
        for (int bit = 1; bit < reach && rank + bit < size; bit <<= 1) children.add(rank + bit);
        return children;
    }

    SortedSet<Integer> neighbours() {
        var all = new TreeSet<>(children());
        all.add(parent());
        all.add(next());
        all.add(previous());
        all.remove(rank);
        return all;
    }

    /** Whether a message from {@code other} up to the root of the tree passes here. */
    boolean isAbove(int other) {
        int at = other;
        while (at != 0 && at != rank) at &= at - 1;
        return at == rank;
    }
}
