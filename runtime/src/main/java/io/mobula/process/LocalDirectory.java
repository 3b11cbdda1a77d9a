package io.mobula.process;

import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.Directory;
import io.mobula.core.directory.DirectoryDecisions;
import io.mobula.core.directory.DirectoryDecisions.Decisions;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.Grace;
import io.mobula.core.directory.OneNode;
import io.mobula.core.directory.Scene;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a process that is its own cluster: the same state and the same decisions, in memory.
 *
 * <p>Delivery: every change once and in order, on the thread of whoever asked for one; a change that a listener causes is told when it has returned. What can never fit is given up at once: no
 * other node will come.
 *
 * <p>Thread safety: any thread. Listeners are called one at a time, under no lock.
 */
public final class LocalDirectory implements DirectoryClient {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDirectory.class);

    private final Scene scene;
    private final Grace grace = new Grace(0);

    /** Guarded by this, as is everything below. */
    private Directory directory = Directory.EMPTY;

    private final List<Consumer<ControlEvent>> listeners = new ArrayList<>();
    private final ArrayDeque<Runnable> news = new ArrayDeque<>();
    private boolean telling;

    /** @param node this process, and what it has for actors and groups */
    public LocalDirectory(Scene.Site node) {
        this.scene = new OneNode(node);
    }

    /** The listener hears first what there is, if anything. */
    public void subscribe(Consumer<ControlEvent> listener) {
        synchronized (this) {
            listeners.add(listener);
            directory
                    .view()
                    .since(0, Long.MAX_VALUE)
                    .ifPresent(change -> news.add(() -> tell(listener, new ControlEvent.Directed(change))));
        }
        tellNews();
    }

    @Override
    public CompletionStage<DirectoryReply> ask(DirectoryRequest request) {
        DirectoryReply reply;
        synchronized (this) {
            long before = directory.view().version();
            Directory.Applied applied = directory.apply(new DirectoryEntry.Asked(request), scene);
            directory = applied.directory();
            decide();
            reply = directory.latest(applied.reply().orElseThrow());
            directory.view().since(before, Long.MAX_VALUE).ifPresent(change -> {
                var event = new ControlEvent.Directed(change);
                for (Consumer<ControlEvent> listener : listeners) news.add(() -> tell(listener, event));
            });
        }
        tellNews();
        return CompletableFuture.completedFuture(reply);
    }

    private void decide() {
        while (true) {
            Decisions decisions = DirectoryDecisions.decide(directory, scene);
            var entries = new ArrayList<>(decisions.entries());
            entries.addAll(grace.over(decisions.infeasible(), 0));
            if (entries.isEmpty()) return;
            for (DirectoryEntry entry : entries)
                directory = directory.apply(entry, scene).directory();
        }
    }

    private void tellNews() {
        while (true) {
            Runnable next;
            synchronized (this) {
                if (telling || news.isEmpty()) return;
                telling = true;
                next = news.remove();
            }
            try {
                next.run();
            } finally {
                synchronized (this) {
                    telling = false;
                }
            }
        }
    }

    private static void tell(Consumer<ControlEvent> listener, ControlEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on {}; it is told the next event all the same.", event, e);
        }
    }

    /** All there is now. */
    public synchronized Directory directory() {
        return directory;
    }
}
