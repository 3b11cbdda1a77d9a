package io.mobula.core.directory;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What is left on each node while a plan is made. Confined to the plan. */
final class Rooms {
    static final class Room {
        final Scene.Site site;
        private Demand free;
        private int count;

        private Room(Scene.Site site, Demand free, int count) {
            this.site = site;
            this.free = free;
            this.count = count;
        }

        ProcessId node() {
            return site.node();
        }

        Demand free() {
            return free;
        }

        boolean holds(Demand demand) {
            return demand.fitsIn(free);
        }

        void take(Demand demand) {
            free = Amounts.left(free, demand);
            count++;
        }
    }

    private final List<Room> rooms;

    private Rooms(List<Room> rooms) {
        this.rooms = rooms;
    }

    static Rooms of(Scene scene, Ledger ledger) {
        var rooms = new ArrayList<Room>();
        for (Scene.Site site : scene.nodes()) {
            if (!scene.takesNew(site.node())) continue;
            Ledger.Taken taken = ledger.at(site.node());
            rooms.add(new Room(site, Amounts.left(site.capacity(), taken.demand()), taken.count()));
        }
        return new Rooms(rooms);
    }

    Rooms copy() {
        var copies = new ArrayList<Room>(rooms.size());
        for (Room room : rooms) copies.add(new Room(room.site, room.free, room.count));
        return new Rooms(copies);
    }

    /** The same rooms, looked through from another one on: where several are equally good the first is taken, and not everybody is to have the same first. */
    Rooms from(long seed) {
        if (rooms.size() < 2) return this;
        var turned = new ArrayList<Room>(rooms);
        Collections.rotate(turned, -Math.floorMod(seed, rooms.size()));
        return new Rooms(turned);
    }

    List<Room> all() {
        return rooms;
    }

    Optional<Room> at(ProcessId node) {
        for (Room room : rooms) if (room.node().equals(node)) return Optional.of(room);
        return Optional.empty();
    }

    /** Where most wishes are fulfilled, then where the fewest actors and bundles are, among those with room. */
    Optional<Room> leastLoaded(Demand demand) {
        Room best = null;
        int bestWishes = 0;
        for (Room room : rooms) {
            if (!room.holds(demand)) continue;
            int wishes = Selector.wishesFulfilled(demand, room.site.capacity());
            if (best != null && (wishes < bestWishes || (wishes == bestWishes && room.count >= best.count))) continue;
            best = room;
            bestWishes = wishes;
        }
        return Optional.ofNullable(best);
    }

    /** Where it leaves the least, among these with room. */
    Optional<Room> tightest(Demand demand, Predicate<Room> among) {
        Room best = null;
        double bestSlack = 0;
        for (Room room : rooms) {
            if (!room.holds(demand) || !among.test(room)) continue;
            double slack = Amounts.slack(room.free, demand);
            if (best != null && slack >= bestSlack) continue;
            best = room;
            bestSlack = slack;
        }
        return Optional.ofNullable(best);
    }

    /** Where the most is left of what is demanded, among these with room. */
    Optional<Room> widest(Demand demand, Predicate<Room> among) {
        Room best = null;
        double bestSlack = 0;
        for (Room room : rooms) {
            if (!room.holds(demand) || !among.test(room)) continue;
            double slack = units(room.free, demand);
            if (best != null && slack <= bestSlack) continue;
            best = room;
            bestSlack = slack;
        }
        return Optional.ofNullable(best);
    }

    /** How many more of the demand would fit. */
    private static double units(Demand free, Demand demand) {
        double times = Double.MAX_VALUE;
        for (Demand.Amount amount : demand.amounts())
            if (amount.units() > 0) times = Math.min(times, free.units(amount.resource()) / (double) amount.units());
        return times;
    }
}
