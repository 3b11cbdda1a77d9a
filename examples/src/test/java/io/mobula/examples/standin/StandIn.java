package io.mobula.examples.standin;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Priority;
import io.mobula.api.TaskContext;
import io.mobula.api.spi.MobulaProvider;
import java.time.Duration;
import java.util.Optional;

/** Found by {@code Mobula.connect()} in the examples' tests. */
public final class StandIn implements MobulaProvider {
    record Running(Mobula session, String id) implements TaskContext {
        static final ScopedValue<Running> HERE = ScopedValue.newInstance();

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public String node() {
            return StandInSession.NODE;
        }

        @Override
        public Optional<Duration> remaining() {
            return Optional.empty();
        }

        @Override
        public Priority priority() {
            return Priority.NORMAL;
        }

        @Override
        public boolean isCancelled() {
            return Thread.currentThread().isInterrupted();
        }
    }

    @Override
    public Mobula connect(ConnectOptions options) {
        return Running.HERE.isBound() ? current() : new StandInSession();
    }

    @Override
    public Mobula current() {
        return running().session();
    }

    @Override
    public TaskContext context() {
        return running();
    }

    @Override
    public <T> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref) {
        throw new UnsupportedOperationException("no example flattens");
    }

    private static Running running() {
        return Running.HERE.orElseThrow(() -> new IllegalStateException("No task runs on this thread."));
    }
}
