package io.mobula.control;

import io.mobula.core.control.Announced;
import io.mobula.core.control.Announced.Portion;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process knows of the log, and the listeners who are told.
 *
 * <p>Nothing is queued per listener: each has a {@link Progress}, and hears what it lacks. A slow one delays the others, which share its thread, but never the log.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("mobula-control-events").factory());

    /** Touched by the feed's thread alone. */
    private final List<Listener> listeners = new ArrayList<>();

    private volatile Announced latest = Announced.NOTHING;

    private static final class Listener {
        private final Consumer<ControlEvent> consumer;
        private Progress heard = Progress.NONE;

        Listener(Consumer<ControlEvent> consumer) {
            this.consumer = consumer;
        }

        void tell(Announced latest) {
            for (ControlEvent event : latest.since(heard, Portion.ALL)) {
                try {
                    consumer.accept(event);
                } catch (RuntimeException e) {
                    LOG.error("A listener failed on {}; it is told the next event all the same.", event, e);
                }
            }
            heard = latest.progress();
        }
    }

    public ClusterView view() {
        return latest.view();
    }

    boolean isDead(ProcessId process) {
        return latest.deaths().stream().anyMatch(died -> died.process().equals(process));
    }

    /** Called by one thread at a time, with what follows the last call's. */
    public void publish(Announced newer) {
        latest = newer;
        run(() -> {
            Announced now = latest;
            for (Listener listener : listeners) listener.tell(now);
        });
    }

    public void subscribe(Consumer<ControlEvent> consumer) {
        run(() -> {
            var listener = new Listener(consumer);
            listeners.add(listener);
            listener.tell(latest);
        });
    }

    /** Runs something between two events; not at all once the feed is closed. */
    void run(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The control plane is closed; what came after is dropped.");
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
