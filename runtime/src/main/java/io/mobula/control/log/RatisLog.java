package io.mobula.control.log;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.control.codec.EntryCodec;
import io.mobula.control.log.LogSettings.Start;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.EntryAnswer;
import io.mobula.core.control.Replica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica of the control log. Entries are submitted in this process, to the replica that leads; a replica that does not lead fails them.
 *
 * <p>Cost: one fsync per entry with one replica, and with more a round trip beside it; entries submitted together share both.
 */
public final class RatisLog implements ControlLog {
    private static final long TRANSFER_LIMIT_MILLIS = 5_000;
    private static final long SNAPSHOT_LIMIT_MILLIS = 60_000;
    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);

    private final StorageFolder folder;
    private final AppliedMark mark;
    private final RaftServer server;
    private final RaftGroupId group;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private final Confirmations confirmations = new Confirmations(() -> submit(ControlEntry.NOTHING));
    private final AtomicBoolean snapshotAsked = new AtomicBoolean();

    private RatisLog(StorageFolder folder, LogSettings settings, Start start, Listener listener, SnapshotRule rule)
            throws IOException {
        this.folder = folder;
        this.group = RaftGroupId.valueOf(folder.identity().cluster());
        this.mark = AppliedMark.open(folder.path());
        var self = new Replica(folder.identity().replica(), settings.address(), settings.contact());
        this.server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(self.id()))
                .setProperties(RatisSettings.of(folder.path(), settings, start))
                .setParameters(RatisTls.parameters(settings.tls()))
                .setGroup(RaftGroup.valueOf(group, start == Start.FOUND ? List.of(Peers.peer(self)) : List.of()))
                .setStateMachine(new ControlStateMachine(listener, rule, mark, this::snapshot))
                .setOption(RaftStorage.StartupOption.RECOVER)
                .build();
    }

    /** Opens the replica in its folder and starts it; {@code listener} hears the rest. */
    public static RatisLog open(LogSettings settings, Start start, ControlLog.Listener listener) {
        return open(StorageFolder.open(settings.folder()), settings, start, listener);
    }

    /** As above, in a folder taken before; the log closes it. */
    public static RatisLog open(StorageFolder folder, LogSettings settings, Start start, ControlLog.Listener listener) {
        return open(folder, settings, start, listener, SnapshotRule.DEFAULT);
    }

    static RatisLog open(
            StorageFolder folder, LogSettings settings, Start start, Listener listener, SnapshotRule rule) {
        try {
            requireFree(settings);
            LogFiles.requireWhole(folder.path());
            var log = new RatisLog(folder, settings, start, listener, rule);
            log.start();
            return log;
        } catch (StartException e) {
            folder.close();
            throw e;
        } catch (IOException | UncheckedIOException | IllegalStateException | CompletionException e) {
            folder.close();
            throw LogFiles.damaged(settings.folder(), e);
        }
    }

    private void start() throws IOException {
        try {
            OptionalLong reached = mark.read();
            server.start();
            long last = server.getDivision(group).getRaftLog().getNextIndex() - 1;
            if (reached.isPresent() && last < reached.getAsLong())
                throw LogFiles.cut(folder.path(), last, reached.getAsLong());
        } catch (IOException | RuntimeException e) {
            server.close();
            mark.close();
            throw e;
        }
    }

    @Override
    public CompletionStage<EntryAnswer> submit(ControlEntry entry) {
        return ask(Message.valueOf(ByteString.copyFrom(EntryCodec.encode(entry))), RaftClientRequest.writeRequestType())
                .thenCompose(RatisLog::answer);
    }

    private CompletableFuture<RaftClientReply> ask(Message message, RaftClientRequest.Type type) {
        var request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(server.getId())
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setMessage(message)
                .setType(type)
                .build();
        try {
            return server.submitClientRequestAsync(request).thenCompose(RatisLog::succeeded);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletionStage<RaftClientReply> succeeded(RaftClientReply reply) {
        return reply.isSuccess()
                ? CompletableFuture.completedFuture(reply)
                : CompletableFuture.failedFuture(reply.getException());
    }

    private static CompletionStage<EntryAnswer> answer(RaftClientReply reply) {
        try {
            return CompletableFuture.completedFuture(
                    EntryCodec.decodeAnswer(reply.getMessage().getContent().toByteArray()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** By an entry: Ratis answers a read without asking anybody if one at the same index was answered before, so a leader that was replaced meanwhile would confirm itself. */
    @Override
    public CompletionStage<Void> confirm() {
        LogStatus now = status();
        if (now.leads() && now.group().size() == 1) return CompletableFuture.completedFuture(null);
        return confirmations.next();
    }

    @Override
    public CompletionStage<Void> change(List<Replica> from, List<Replica> to) {
        var wanted = SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(from.stream().map(Peers::peer).toList())
                .setServersInNewConf(to.stream().map(Peers::peer).toList())
                .build();
        var request = new SetConfigurationRequest(client, server.getId(), group, calls.incrementAndGet(), wanted);
        try {
            return server.setConfigurationAsync(request)
                    .thenCompose(RatisLog::succeeded)
                    .thenAccept(_ -> {});
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Void> transfer(Replica next) {
        var request = new TransferLeadershipRequest(
                client,
                server.getId(),
                group,
                calls.incrementAndGet(),
                RaftPeerId.valueOf(next.id()),
                TRANSFER_LIMIT_MILLIS);
        try {
            return server.transferLeadershipAsync(request)
                    .thenCompose(RatisLog::succeeded)
                    .thenAccept(_ -> {});
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** On the thread that applies, which takes the snapshot itself as soon as it comes round. */
    private void snapshot() {
        if (!snapshotAsked.compareAndSet(false, true)) return;
        var request = SnapshotManagementRequest.newCreate(
                client, server.getId(), group, calls.incrementAndGet(), SNAPSHOT_LIMIT_MILLIS, 1);
        var _ = server.snapshotManagementAsync(request).whenComplete((reply, failure) -> {
            snapshotAsked.set(false);
            if (failure != null || !reply.isSuccess())
                LOG.warn(
                        "The control log in {} took no snapshot: {}. It tries again with the next entry.",
                        folder.path(),
                        failure != null ? failure : reply.getException());
        });
    }

    @Override
    public LogStatus status() {
        try {
            return Peers.status(server.getDivision(group));
        } catch (IOException e) {
            return Peers.ended(server.getId());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            mark.close();
        } catch (IOException e) {
            LOG.warn(
                    "The control log in {} was not closed in order: {}. It will recover when it is opened again.",
                    folder.path(),
                    e.toString());
        } finally {
            folder.close();
        }
    }

    /** Ratis ends the JVM when its port is taken, so the port is tried before. */
    private static void requireFree(LogSettings settings) throws IOException {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (BindException e) {
            String message = "The control log cannot listen on " + settings.address() + ": " + e.getMessage()
                    + ". Stop the process that has the port, or choose another one.";
            throw new StartException(ErrorCode.PORT_IN_USE, message, e);
        }
    }
}
