package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.TaskContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Idle actors on every node: the next actor goes where there are fewest, so whoever sends some away says where it goes. */
final class Crowd {
    private static final int ON_EACH = 6;

    static final class Idler {
        String node() {
            return TaskContext.current().node();
        }
    }

    private final Mobula mobula;
    private final Map<String, List<ActorHandle<Idler>>> idlers = new HashMap<>();

    private Crowd(Mobula mobula) {
        this.mobula = mobula;
    }

    static Crowd on(Mobula mobula) {
        var crowd = new Crowd(mobula);
        crowd.fill(ON_EACH * mobula.cluster().nodes().size());
        return crowd;
    }

    private void fill(int count) {
        var started = new ArrayList<ActorHandle<Idler>>();
        for (int i = 0; i < count; i++) started.add(mobula.start(Idler::new));
        for (ActorHandle<Idler> each : started)
            idlers.computeIfAbsent(each.call(Idler::node).get(), _ -> new ArrayList<>())
                    .add(each);
    }

    /** What starts actors in here has them on these nodes. */
    void leave(Set<String> nodes, Runnable work) {
        int gone = 0;
        for (String node : nodes) {
            for (ActorHandle<Idler> each : idlers.getOrDefault(node, List.of())) {
                each.stop().get();
                gone++;
            }
            idlers.remove(node);
        }
        work.run();
        fill(gone);
    }
}
