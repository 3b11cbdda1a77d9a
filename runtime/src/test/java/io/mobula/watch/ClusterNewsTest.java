package io.mobula.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterNewsTest {
    private static final ProcessId FIRST = ProcessId.node(1, 1);
    private static final ProcessId SECOND = ProcessId.node(2, 1);
    private static final ProcessId DRIVER = ProcessId.driver(7);
    private static final ActorSpec SPEC = new ActorSpec(
            new ActorId(1, 2),
            DRIVER,
            DRIVER,
            Optional.empty(),
            "",
            "hits",
            "acme.Act$Counter",
            Demand.NONE,
            Optional.empty(),
            List.of(new ActorSpec.Lane("", 1)),
            new ActorSpec.Policy(1, 0, 10, false, 0));

    private final ClusterNews news = new ClusterNews();

    private static ClusterView view(long version, ProcessId... nodes) {
        var all = new ArrayList<ClusterView.Node>();
        for (ProcessId node : nodes)
            all.add(new ClusterView.Node(
                    node, "name-" + node.number(), "host", "h:" + node.number(), "", Demand.NONE, false, 1));
        return new ClusterView(version, all);
    }

    private List<String> heard(ControlEvent event) {
        return news.heard(event).stream()
                .map(each -> each.severity() + " " + each.text())
                .toList();
    }

    private List<String> actor(int epoch, ActorRecord.State state) {
        return heard(new ControlEvent.Directed(
                new DirectoryChange(1, List.of(new ActorRecord(SPEC, 1, epoch, state)), List.of())));
    }

    @Test
    void whatIsHistoryIsNotTold() {
        assertEquals(List.of(), heard(new ControlEvent.Died(1, SECOND, Cause.UNREACHABLE, "silent")));
        assertEquals(List.of(), heard(new ControlEvent.Viewed(view(1, FIRST))));
        assertEquals(List.of(), actor(1, new ActorRecord.Alive(FIRST)));
        news.upToDate();
        assertEquals(List.of(), heard(new ControlEvent.Viewed(view(2, FIRST))));
        assertEquals(List.of(), actor(1, new ActorRecord.Alive(FIRST)));
    }

    @Test
    void nodesThatComeAndGoAreTold() {
        news.upToDate();
        heard(new ControlEvent.Viewed(view(1, FIRST)));
        assertEquals(
                List.of("INFO name-2 joined as node-2.1 at h:2"),
                heard(new ControlEvent.Viewed(view(2, FIRST, SECOND))));
        assertEquals(
                List.of("ERROR name-2 (node-2.1) died: silent for 3 s"),
                heard(new ControlEvent.Died(1, SECOND, Cause.UNREACHABLE, "silent for 3 s")));
        assertEquals(
                List.of("INFO the job of driver-7 ended: it said goodbye"),
                heard(new ControlEvent.Died(2, DRIVER, Cause.LEFT, "it said goodbye")));
        assertEquals(
                List.of("WARNING the job of driver-7 was lost: silent"),
                heard(new ControlEvent.Died(3, DRIVER, Cause.SESSION_LOST, "silent")));
    }

    @Test
    void eachStepOfAnActorIsToldOnce() {
        news.upToDate();
        heard(new ControlEvent.Viewed(view(1, FIRST, SECOND)));
        assertEquals(List.of("INFO Counter hits started on name-1"), actor(1, new ActorRecord.Alive(FIRST)));
        assertEquals(List.of(), actor(1, new ActorRecord.Alive(FIRST)));
        assertEquals(
                List.of("WARNING Counter hits is to be restarted, and waits: no node has room"),
                actor(2, new ActorRecord.Waiting("no node has room")));
        assertEquals(
                List.of("INFO Counter hits restarted (life 2) on name-2"), actor(2, new ActorRecord.Alive(SECOND)));
        assertEquals(
                List.of("ERROR Counter hits died: node died: name-2 is gone"),
                actor(2, new ActorRecord.Dead(ActorEnd.NODE_DIED, "name-2 is gone", Opaque.EMPTY)));
    }

    @Test
    void aGroupIsToldWhenItIsReady() {
        news.upToDate();
        var spec = new GroupSpec(
                new GroupId(3, 4),
                DRIVER,
                DRIVER,
                "ranks",
                GroupSpec.Strategy.SPREAD,
                List.of(Demand.NONE, Demand.NONE));
        var ready = new GroupRecord(spec, 1, 1, new GroupRecord.Ready(List.of(FIRST, SECOND)));
        var change = new ControlEvent.Directed(new DirectoryChange(1, List.of(), List.of(ready)));
        assertEquals(List.of("INFO group ranks is ready: 2 bundles on 2 nodes"), heard(change));
        assertEquals(List.of(), heard(change));
    }
}
