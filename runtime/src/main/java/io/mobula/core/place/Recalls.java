package io.mobula.core.place;

import java.util.ArrayList;
import java.util.List;

/**
 * Which pushes that wait at a busy host are asked back, because they could start elsewhere.
 *
 * <p>Looked at once a {@link #PERIOD_NANOS}, and only for a shape of which nothing waits here: what waits here goes to the free host first. Of a host that answers as much in a period as waits there
 * nothing is asked back. So a task moves at most once in a period, and of all together no more than there is room for elsewhere.
 */
final class Recalls {
    static final long PERIOD_NANOS = 1_000_000_000;

    record Recall(Window from, int count) {}

    private Recalls() {}

    /** The answers of the period are counted anew from here. */
    static List<Recall> due(Window[] all) {
        var recalls = new ArrayList<Recall>();
        int room = 0;
        for (Window window : all) room += window.room();
        for (Window window : all) {
            int stuck = window.waiting() - window.answered;
            window.answered = 0;
            int count = Math.min(stuck, room);
            if (count <= 0) continue;
            room -= count;
            recalls.add(new Recall(window, count));
        }
        return recalls;
    }
}
