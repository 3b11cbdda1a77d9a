package io.mobula.control.log;

import io.mobula.control.codec.EntryCodec;
import io.mobula.control.codec.SnapshotCodec;
import io.mobula.control.proto.ControlSnapshotProto;
import io.mobula.core.control.ControlState;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;

/**
 * {@link ControlState} behind Ratis: entries in, answers out, snapshots to files.
 *
 * <p>The life cycle is walked in full; a follower whose state machine skips {@code pause} dies when it is sent its first snapshot.
 */
final class ControlStateMachine extends BaseStateMachine {
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final ControlLog.Listener listener;
    private final SnapshotRule rule;
    private final AppliedMark mark;
    private final Runnable snapshotDue;

    /** Guards {@link #state} together with the order of the listener's calls. */
    private final Object order = new Object();

    private ControlState state = ControlState.EMPTY;

    /** Of the thread that applies, as are the two after it. */
    private long bytesSince;

    private long entriesSince;
    private long lastSnapshotBytes;

    /** @param snapshotDue called on the thread that applies, again and again until a snapshot was taken */
    ControlStateMachine(ControlLog.Listener listener, SnapshotRule rule, AppliedMark mark, Runnable snapshotDue) {
        this.listener = listener;
        this.rule = rule;
        this.mark = mark;
        this.snapshotDue = snapshotDue;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
        super.initialize(server, group, raftStorage);
        getLifeCycle().startAndTransition(() -> {
            storage.init(raftStorage);
            load();
        });
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        load();
        getLifeCycle().transition(LifeCycle.State.STARTING);
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }

    private void load() throws IOException {
        SingleFileSnapshotInfo latest = storage.loadLatestSnapshot();
        if (latest == null) return;
        Path file = latest.getFile().getPath();
        MD5FileUtil.verifySavedMD5(file.toFile(), MD5FileUtil.computeMd5ForFile(file.toFile()));
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            ControlState loaded = SnapshotCodec.decode(ControlSnapshotProto.parseFrom(in));
            synchronized (order) {
                state = loaded;
                setLastAppliedTermIndex(latest.getTermIndex());
                listener.applied(loaded);
            }
            taken(Files.size(file));
        }
    }

    private void taken(long snapshotBytes) {
        bytesSince = 0;
        entriesSince = 0;
        lastSnapshotBytes = snapshotBytes;
    }

    @Override
    public SimpleStateMachineStorage getStateMachineStorage() {
        return storage;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        var entry = transaction.getLogEntry();
        byte[] bytes = entry.getStateMachineLogEntry().getLogData().toByteArray();
        try {
            byte[] answer;
            synchronized (order) {
                ControlState.Applied applied = state.apply(EntryCodec.decodeEntry(bytes));
                state = applied.state();
                updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
                listener.applied(state);
                answer = EntryCodec.encodeAnswer(applied.answer());
            }
            mark.write(entry.getIndex());
            bytesSince += bytes.length;
            entriesSince++;
            if (rule.isDue(bytesSince, entriesSince, lastSnapshotBytes)) snapshotDue.run();
            return CompletableFuture.completedFuture(Message.valueOf(ByteString.copyFrom(answer)));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void notifyLeaderReady() {
        long term = currentTerm();
        synchronized (order) {
            listener.leading(state, term);
        }
    }

    private long currentTerm() {
        try {
            return getServer().join().getDivision(getGroupId()).getInfo().getCurrentTerm();
        } catch (IOException e) {
            throw new IllegalStateException("the log has ended", e);
        }
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        synchronized (order) {
            listener.following();
        }
    }

    @Override
    public long takeSnapshot() throws IOException {
        ControlState taken;
        TermIndex last;
        synchronized (order) {
            taken = state;
            last = getLastAppliedTermIndex();
        }
        File file = storage.getSnapshotFile(last.getTerm(), last.getIndex());
        Path written = file.toPath().resolveSibling(file.getName() + ".new");
        try (var out = new FileOutputStream(written.toFile())) {
            SnapshotCodec.encode(taken).writeTo(out);
            out.getFD().sync();
        }
        Files.move(written, file.toPath(), StandardCopyOption.ATOMIC_MOVE);
        var sum = MD5FileUtil.computeAndSaveMd5ForFile(file);
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file.toPath(), sum), last));
        taken(file.length());
        return last.getIndex();
    }
}
