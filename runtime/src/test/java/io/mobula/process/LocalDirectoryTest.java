package io.mobula.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryReply.Found;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.Sample;
import io.mobula.core.directory.Sample.Spec;
import io.mobula.core.directory.Scene;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalDirectoryTest {
    private static final ProcessId SELF = ProcessId.node(1, 1);

    private final LocalDirectory directory = new LocalDirectory(new Scene.Site(SELF, "here", Sample.cpus(2)));
    private final List<DirectoryChange> heard = new ArrayList<>();

    LocalDirectoryTest() {
        directory.subscribe(event -> heard.add(((ControlEvent.Directed) event).change()));
    }

    private DirectoryReply ask(DirectoryRequest request) {
        return directory.ask(request).toCompletableFuture().join();
    }

    private ActorRecord create(Spec spec) {
        return assertInstanceOf(Found.class, ask(new DirectoryRequest.CreateActor(spec.spec(), Sample.FACTORY)))
                .actor();
    }

    @Test
    void anActorIsPlacedAtOnceAndItsHostIsTold() {
        ActorRecord made = create(Spec.of(1));
        assertEquals(new ActorRecord.Placed(SELF), made.state());
        assertEquals(List.of(made), heard.getLast().actors());
    }

    @Test
    void whatNeverFitsIsGivenUpAtOnce() {
        var dead = assertInstanceOf(
                ActorRecord.Dead.class,
                create(Spec.of(1).taking(Sample.cpus(3))).state());
        assertEquals(ActorEnd.INFEASIBLE, dead.cause());
    }

    @Test
    void aListenerMayAskWhileItIsTold() {
        directory.subscribe(event -> {
            for (ActorRecord actor : ((ControlEvent.Directed) event).change().actors())
                if (actor.state() instanceof ActorRecord.Placed)
                    ask(new DirectoryRequest.ActorStarted(actor.id(), actor.epoch()));
        });
        create(Spec.of(1));
        assertEquals(
                new ActorRecord.Alive(SELF), heard.getLast().actors().getFirst().state());
        long last = 0;
        for (DirectoryChange change : heard) {
            assertEquals(last, change.since());
            last = change.version();
        }
    }

    @Test
    void aLateListenerHearsWhatThereIs() {
        create(Spec.of(1));
        create(Spec.of(2));
        var late = new ArrayList<DirectoryChange>();
        directory.subscribe(event -> late.add(((ControlEvent.Directed) event).change()));
        assertEquals(1, late.size());
        assertEquals(2, late.getFirst().actors().size());
    }
}
