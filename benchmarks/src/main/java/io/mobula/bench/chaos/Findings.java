package io.mobula.bench.chaos;

import java.util.ArrayList;
import java.util.List;

/** What should not have happened: the first few in full, the others counted. */
final class Findings {
    private static final int SHOWN = 5;

    private final List<String> first = new ArrayList<>();
    private long count;

    synchronized void add(String text) {
        if (count++ < SHOWN) first.add(text);
    }

    synchronized List<String> list() {
        var all = new ArrayList<>(first);
        if (count > SHOWN) all.add((count - SHOWN) + " more");
        return all;
    }
}
