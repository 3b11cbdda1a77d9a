package io.mobula.process;

import io.mobula.core.id.CopyKey;
import io.mobula.core.message.Outcome;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostedTask;
import java.util.List;
import java.util.function.Consumer;

/** The stored values of this process, as its tasks need them. */
public interface Arguments {
    /** Of a process whose values never are in a store: an embedded node that shares its heap. */
    Arguments NONE = new Arguments() {
        @Override
        public void fetch(HostedTask task, ProcessCore core) {
            core.argumentsReady(task);
        }

        @Override
        public void release(HostedTask task) {}

        @Override
        public void drop(List<CopyKey> copies) {}

        @Override
        public void bring(Outcome.Stored value, Consumer<Boolean> done) {
            done.accept(false);
        }

        @Override
        public boolean keep(CopyKey copy) {
            return false;
        }
    };

    /** Brings the task's stored dependencies here, then tells the core. Does not block. */
    void fetch(HostedTask task, ProcessCore core);

    /** The task's entry has ended: its arguments are pinned no longer. */
    void release(HostedTask task);

    void drop(List<CopyKey> copies);

    /** Brings these bytes here, not to be evicted, and says whether that was possible. Does not block. */
    void bring(Outcome.Stored value, Consumer<Boolean> done);

    /** Whether these bytes are here; if so they are not evicted from now on. */
    boolean keep(CopyKey copy);
}
