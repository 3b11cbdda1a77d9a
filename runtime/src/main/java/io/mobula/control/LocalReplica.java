package io.mobula.control;

import io.mobula.control.log.ControlLog;
import io.mobula.control.log.LogSettings;
import io.mobula.control.log.LogStatus;
import io.mobula.control.log.RatisLog;
import io.mobula.control.log.StorageFolder;
import io.mobula.core.control.Replica;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's replica of the control log, if it has one: it may come and go while the node lives.
 *
 * <p>Thread safety: any thread. Opening and closing happen one after the other on a thread of their own.
 */
final class LocalReplica implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalReplica.class);

    private final LogSettings settings;
    private final LeaderInbox inbox;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("mobula-log").factory());

    private volatile Optional<StorageFolder> folder = Optional.empty();
    private volatile Optional<ControlLog> log = Optional.empty();

    LocalReplica(LogSettings settings, LeaderInbox inbox) {
        this.settings = settings;
        this.inbox = inbox;
    }

    /** Takes what is in the folder; nobody else has it then. */
    StorageFolder.Identity take() {
        StorageFolder taken = StorageFolder.open(settings.folder());
        folder = Optional.of(taken);
        return taken.identity();
    }

    /** Makes an empty replica, for a node that had none. */
    StorageFolder.Identity make(UUID cluster) {
        if (!StorageFolder.exists(settings.folder())) StorageFolder.create(settings.folder(), cluster, settings.node());
        return take();
    }

    boolean isTaken() {
        return folder.isPresent();
    }

    /** This node's place in a group. */
    Optional<Replica> self() {
        return folder.map(taken ->
                new Replica(taken.identity().replica(), settings.host() + ":" + settings.port(), settings.contact()));
    }

    /** Without a fixed port nobody could find it again. */
    boolean hasPlace() {
        return settings.port() != 0 && !settings.contact().endsWith(":0");
    }

    boolean isFounder() {
        return folder.map(StorageFolder::isFounder).orElse(false);
    }

    boolean isFormed() {
        return folder.map(StorageFolder::isFormed).orElse(false);
    }

    CompletableFuture<Void> open(LogSettings.Start start) {
        return CompletableFuture.runAsync(
                () -> {
                    StorageFolder taken = folder.orElseThrow();
                    if (start == LogSettings.Start.FOUND) taken.found();
                    log = Optional.of(RatisLog.open(taken, settings, start, inbox));
                    inbox.logOpened();
                },
                thread);
    }

    /** None as long as it is not open. */
    Optional<ControlLog> log() {
        return log;
    }

    Optional<LogStatus> status() {
        return log.map(ControlLog::status);
    }

    /** The group goes on without it. */
    CompletableFuture<Void> drop() {
        inbox.logClosed();
        return CompletableFuture.runAsync(
                () -> {
                    end();
                    Path aside = StorageFolder.retire(settings.folder());
                    LOG.info("This node keeps the control log no more; what it had is in {}.", aside);
                },
                thread);
    }

    private void end() {
        Optional<ControlLog> open = log;
        log = Optional.empty();
        if (open.isPresent()) open.get().close();
        else folder.ifPresent(StorageFolder::close);
        folder = Optional.empty();
    }

    /** When nothing of it works any more. */
    @Override
    public void close() {
        inbox.logClosed();
        CompletableFuture.runAsync(this::end, thread).join();
        thread.shutdown();
    }
}
