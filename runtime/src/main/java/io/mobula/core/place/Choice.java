package io.mobula.core.place;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.OwnedTask;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which host a task goes to, among those that take it.
 *
 * <p>First those that fulfil most wishes; of these those with most of the task's stored arguments; of these by the policy. Packing counts a host that is less than half used as unused, and else takes the
 * least used one; where there are many hosts, one of the best fifth, so that owners who see the same figures do not all go to the same. Spreading takes the host with the fewest tasks of the shape.
 * Of equal hosts the first in the owner's own order is taken.
 *
 * <p>Source: Ray's hybrid policy (threshold, top-k).
 */
final class Choice {
    /** Below this a host counts as unused. */
    private static final long PACKED = Host.FULL / 2;

    /** One of the best {@code hosts / TOP_SHARE} is taken. */
    private static final int TOP_SHARE = 5;

    private Choice() {}

    /** @param turn grows with every choice of this owner */
    static @Nullable Window packed(Window[] all, OwnedTask task, long turn) {
        boolean somewhere = anyFits(all);
        int top = all.length / TOP_SHARE;
        Window best = null;
        long bestBytes = 0;
        for (Window window : all) {
            if (!takes(window, somewhere)) continue;
            long bytes = bytesAt(task, window);
            if (best != null) {
                if (window.wishes < best.wishes) continue;
                if (window.wishes == best.wishes) {
                    if (bytes < bestBytes) continue;
                    if (bytes == bestBytes && score(window) >= score(best)) continue;
                }
            }
            best = window;
            bestBytes = bytes;
        }
        return best == null || top < 2 || bestBytes > 0 ? best : oneOfTheBest(all, best, top, turn);
    }

    /** Another with as many wishes fulfilled, among the {@code top} with the lowest score; {@code best} has no bytes of the task, so none has. */
    private static Window oneOfTheBest(Window[] all, Window best, int top, long turn) {
        boolean somewhere = anyFits(all);
        var scores = new long[all.length];
        int count = 0;
        for (Window window : all)
            if (takes(window, somewhere) && window.wishes == best.wishes) scores[count++] = score(window);
        Arrays.sort(scores, 0, count);
        long worst = scores[Math.min(top, count) - 1];
        int skip = Math.floorMod(turn, Math.min(top, count));
        for (Window window : all) {
            if (!takes(window, somewhere) || window.wishes != best.wishes || score(window) > worst) continue;
            if (skip-- == 0) return window;
        }
        return best;
    }

    /** @param after the place in the order of the one chosen last: equals take turns */
    static int spread(Window[] all, OwnedTask task, int after) {
        boolean somewhere = anyFits(all);
        int best = -1;
        long bestBytes = 0;
        for (int i = 1; i <= all.length; i++) {
            int place = (after + i) % all.length;
            Window window = all[place];
            if (!takes(window, somewhere)) continue;
            long bytes = bytesAt(task, window);
            if (best >= 0) {
                Window other = all[best];
                if (window.wishes < other.wishes) continue;
                if (window.wishes == other.wishes
                        && (bytes < bestBytes || (bytes == bestBytes && !emptier(window, other)))) continue;
            }
            best = place;
            bestBytes = bytes;
        }
        return best;
    }

    private static boolean emptier(Window window, Window other) {
        return window.open != other.open
                ? window.open < other.open
                : window.host.othersLoad() < other.host.othersLoad();
    }

    /** Where there is no room anywhere, an actor that waits may lend its CPU: the host knows. */
    private static boolean takes(Window window, boolean somewhere) {
        return window.takes() && (window.hasRoom() || !somewhere);
    }

    private static boolean anyFits(Window[] all) {
        for (Window window : all) if (window.hasRoom()) return true;
        return false;
    }

    private static long score(Window window) {
        long load = window.host.load();
        return load < PACKED ? 0 : load;
    }

    private static long bytesAt(OwnedTask task, Window window) {
        if (task.refs.isEmpty()) return 0;
        ProcessId host = window.host.node.process();
        long bytes = 0;
        for (var dependency : task.dependencies()) {
            if (dependency.outcome() instanceof Outcome.Stored stored
                    && stored.at().equals(host)) bytes += stored.sizeBytes();
        }
        return bytes;
    }
}
