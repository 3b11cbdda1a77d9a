package io.mobula.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.Sample;
import io.mobula.core.directory.Sample.Spec;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LingeringJobsTest {
    private final List<ProcessId> over = new ArrayList<>();
    private final List<ProcessId> goingOn = new ArrayList<>();
    private final LingeringJobs jobs = new LingeringJobs(new LingeringJobs.Listener() {
        @Override
        public void over(ProcessId job) {
            over.add(job);
        }

        @Override
        public void goesOn(ProcessId job) {
            goingOn.add(job);
        }
    });

    private void directed(Spec spec, ActorRecord.State state) {
        jobs.heard(new ControlEvent.Directed(
                new DirectoryChange(1, List.of(new ActorRecord(spec.spec(), 1, 1, state)), List.of())));
    }

    private static ActorRecord.State dead() {
        return new ActorRecord.Dead(ActorEnd.KILLED, "", Opaque.EMPTY);
    }

    private void driverDies() {
        jobs.heard(new ControlEvent.Died(1, Sample.DRIVER, Cause.LEFT, ""));
    }

    @Test
    void aJobEndsWithItsDriver() {
        directed(Spec.of(1), new ActorRecord.Placed(ProcessId.node(1, 1)));
        driverDies();
        assertEquals(List.of(Sample.DRIVER), over);
    }

    @Test
    void aJobWithDetachedActorsEndsWithTheLastOfThem() {
        directed(Spec.of(1).asDetached(), new ActorRecord.Waiting(""));
        directed(Spec.of(2).asDetached(), new ActorRecord.Placed(ProcessId.node(1, 1)));
        driverDies();
        directed(Spec.of(1).asDetached(), dead());
        assertEquals(List.of(), over);
        directed(Spec.of(2).asDetached(), dead());
        assertEquals(List.of(Sample.DRIVER), over);
    }

    @Test
    void aDetachedActorThatEndsBeforeItsDriverEndsNothing() {
        directed(Spec.of(1).asDetached(), new ActorRecord.Waiting(""));
        directed(Spec.of(1).asDetached(), dead());
        assertEquals(List.of(), over);
        driverDies();
        assertEquals(List.of(Sample.DRIVER), over);
    }

    @Test
    void aNewNodeHearsOfTheDeathFirstAndThenThatTheJobGoesOn() {
        driverDies();
        directed(Spec.of(1).asDetached(), new ActorRecord.Placed(ProcessId.node(1, 1)));
        directed(Spec.of(2).asDetached(), new ActorRecord.Waiting(""));
        assertEquals(List.of(Sample.DRIVER), over);
        assertEquals(List.of(Sample.DRIVER), goingOn);
        directed(Spec.of(1).asDetached(), dead());
        directed(Spec.of(2).asDetached(), dead());
        assertEquals(List.of(Sample.DRIVER, Sample.DRIVER), over);
    }
}
