package io.mobula.core.control;

import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.control.ControlEvent.Directed;
import io.mobula.core.control.ControlEvent.Settled;
import io.mobula.core.control.ControlEvent.Viewed;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryView;
import java.util.ArrayList;
import java.util.List;

/**
 * What every process is to know of the log. Because it is a state and not a queue, whoever has fallen behind is served from the {@link Progress} it reports: nothing has to be kept per
 * listener, and a lost or doubled update heals by itself.
 *
 * @param deaths all of them; death {@code i} stands at {@code i - 1}
 * @param settled the last settled death, 0 before the first; it stands for those before it
 */
public record Announced(ClusterView view, List<Died> deaths, long settled, DirectoryView directory) {
    public static final Announced NOTHING = new Announced(ClusterView.EMPTY, List.of(), 0, DirectoryView.EMPTY);

    /** How much a listener has heard. */
    public record Progress(long view, long deaths, long settled, long directory) {
        public static final Progress NONE = new Progress(0, 0, 0, 0);

        /** Once these have been heard too. */
        public Progress after(List<ControlEvent> events) {
            var now = this;
            for (ControlEvent event : events) {
                now = switch (event) {
                    case Died died -> new Progress(now.view, died.index(), now.settled, now.directory);
                    case Settled settlement ->
                        new Progress(now.view, now.deaths, settlement.index(), now.directory);
                    case Viewed viewed ->
                        new Progress(viewed.view().version(), now.deaths, now.settled, now.directory);
                    case Directed directed ->
                        new Progress(now.view, now.deaths, now.settled, directed.change().version());
                };
            }
            return now;
        }
    }

    /** How much is told at once; the rest, and what follows it, is for the next call. */
    public record Portion(int deaths, long directoryBytes) {
        public static final Portion ALL = new Portion(Integer.MAX_VALUE, Long.MAX_VALUE);

        /** Far below the largest frame of every plane. */
        public static final Portion OF_A_MESSAGE = new Portion(1_000, DirectoryView.BYTES_PER_CHANGE);
    }

    public Announced {
        deaths = List.copyOf(deaths);
    }

    public Progress progress() {
        return new Progress(view.version(), deaths.size(), settled, directory.version());
    }

    /**
     * What a listener with this progress has yet to hear, in an order that the log could have had: a settlement follows the deaths it settles and precedes later ones; then comes the view, and
     * last the directory, which may name nodes that only this view lists.
     */
    public List<ControlEvent> since(Progress known, Portion portion) {
        var events = new ArrayList<ControlEvent>();
        long last = Math.min(deaths.size(), known.deaths() + portion.deaths());
        boolean settlementDue = settled > known.settled();
        for (long index = known.deaths() + 1; index <= last; index++) {
            if (settlementDue && settled < index) {
                events.add(new Settled(settled));
                settlementDue = false;
            }
            events.add(deaths.get((int) index - 1));
        }
        if (settlementDue && settled <= last) events.add(new Settled(settled));
        if (last < deaths.size()) return events;
        if (view.version() > known.view()) events.add(new Viewed(view));
        directory.since(known.directory(), portion.directoryBytes())
                .ifPresent(change -> events.add(new Directed(change)));
        return events;
    }

    /** This and the events in their order; those already known change nothing, and from the first gap on nothing is taken. */
    public Announced learn(List<ControlEvent> events) {
        var now = this;
        for (ControlEvent event : events) {
            switch (event) {
                case Died died -> {
                    if (died.index() > now.deaths.size() + 1) return now;
                    if (died.index() == now.deaths.size() + 1) now = now.withDeath(died);
                }
                case Settled settlement -> {
                    if (settlement.index() > now.deaths.size()) return now;
                    if (settlement.index() > now.settled) now = new Announced(now.view, now.deaths, settlement.index(), now.directory);
                }
                case Directed(DirectoryChange change) -> {
                    if (change.since() > now.directory.version()) return now;
                    if (change.version() > now.directory.version())
                        now = now.withDirectory(now.directory.learn(change));
                }
                case Viewed viewed -> {
                    if (viewed.view().version() > now.view.version()) now = now.withView(viewed.view());
                }
            }
        }
        return now;
    }

    Announced withDeath(Died died) {
        var longer = new ArrayList<Died>(deaths.size() + 1);
        longer.addAll(deaths);
        longer.add(died);
        return new Announced(view, longer, settled, directory);
    }

    Announced withView(ClusterView newer) {
        return new Announced(newer, deaths, settled, directory);
    }

    Announced withDirectory(DirectoryView newer) {
        return new Announced(view, deaths, settled, newer);
    }
}
