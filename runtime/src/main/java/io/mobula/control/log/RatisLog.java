package io.mobula.control.log;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.control.codec.EntryCodec;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.EntryAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replica of the control log. Entries are submitted in this process, to the replica that leads; a replica that does not lead fails them.
 *
 * <p>Cost: one fsync per entry with one replica; entries submitted together share it.
 */
public final class RatisLog implements ControlLog {
    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);

    private final StorageFolder folder;
    private final RaftServer server;
    private final RaftGroupId group;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();

    private RatisLog(StorageFolder folder, RaftServer server, RaftGroupId group) {
        this.folder = folder;
        this.server = server;
        this.group = group;
    }

    /** Opens the replica in its folder and starts it; {@code listener} hears the rest. */
    public static RatisLog open(LogSettings settings, ControlLog.Listener listener) {
        return open(StorageFolder.open(settings.folder()), settings, listener);
    }

    /** As above, in a folder taken before; the log closes it. */
    public static RatisLog open(StorageFolder folder, LogSettings settings, ControlLog.Listener listener) {
        try {
            requireFree(settings);
            String self = folder.identity().replica().toString();
            var peers = new ArrayList<RaftPeer>();
            peers.add(peer(self, settings.host() + ":" + settings.port()));
            for (LogSettings.Replica other : settings.others()) peers.add(peer(other.id(), other.address()));
            RaftGroupId group = RaftGroupId.valueOf(folder.identity().cluster());
            RaftServer server = RaftServer.newBuilder()
                    .setServerId(peers.getFirst().getId())
                    .setProperties(RatisSettings.of(folder.path(), settings))
                    .setParameters(RatisTls.parameters(settings.tls()))
                    .setGroup(RaftGroup.valueOf(group, peers))
                    .setStateMachine(new ControlStateMachine(listener))
                    .setOption(RaftStorage.StartupOption.RECOVER)
                    .build();
            server.start();
            return new RatisLog(folder, server, group);
        } catch (StartException e) {
            folder.close();
            throw e;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            folder.close();
            throw StorageFolder.unreadable(settings.folder(), e);
        }
    }

    private static RaftPeer peer(String id, String address) {
        return RaftPeer.newBuilder().setId(id).setAddress(address).build();
    }

    @Override
    public CompletionStage<EntryAnswer> submit(ControlEntry entry) {
        var request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(server.getId())
                .setGroupId(group)
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.valueOf(ByteString.copyFrom(EntryCodec.encode(entry))))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        try {
            return server.submitClientRequestAsync(request).thenCompose(RatisLog::answer);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletionStage<EntryAnswer> answer(RaftClientReply reply) {
        if (!reply.isSuccess()) return CompletableFuture.failedFuture(reply.getException());
        try {
            return CompletableFuture.completedFuture(
                    EntryCodec.decodeAnswer(reply.getMessage().getContent().toByteArray()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
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
            String message = "The control log cannot listen on " + settings.host() + ":" + settings.port() + ": "
                    + e.getMessage() + ". Stop the process that has the port, or choose another one.";
            throw new StartException(ErrorCode.PORT_IN_USE, message, e);
        }
    }
}
