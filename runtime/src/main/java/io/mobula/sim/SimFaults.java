package io.mobula.sim;

import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong, and when. */
final class SimFaults {
    private final SimWorld world;
    private final SimControl control;
    private final SplittableRandom random;

    SimFaults(SimWorld world, SimControl control, SplittableRandom random) {
        this.world = world;
        this.control = control;
        this.random = random;
    }

    void begin(long until) {
        int faults = random.nextInt(10);
        for (int i = 0; i < faults; i++) world.timeline().at(random.nextLong(until * 3 / 4), "fault", this::strike);
    }

    private void strike() {
        List<SimProcess> alive =
                world.processes().values().stream().filter(SimProcess::isAlive).toList();
        List<SimProcess> nodes =
                alive.stream().filter(process -> process.self().isNode()).toList();
        if (nodes.size() < 2) return;
        SimProcess node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(5)) {
            case 0, 1 -> control.crashed(node);
            case 2 -> control.paused(node, random.nextLong(1_000_000, 1_500_000_000));
            case 3 -> {
                SimProcess other = alive.get(random.nextInt(alive.size()));
                if (other != node)
                    world.network().partition(node.self(), other.self(), random.nextLong(1_000_000, 800_000_000));
            }
            default -> {
                List<SimProcess> drivers = alive.stream()
                        .filter(process -> !process.self().isNode())
                        .toList();
                if (drivers.size() > 1 && random.nextInt(3) == 0) control.crashed(drivers.getFirst());
            }
        }
    }
}
