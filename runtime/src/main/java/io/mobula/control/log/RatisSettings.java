package io.mobula.control.log;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Ratis as Mobula runs it: every setting that departs from its default, and why. */
final class RatisSettings {
    /** A segment is closed, and can be purged, at this size; the longest entry fits. */
    private static final SizeInBytes SEGMENT = SizeInBytes.valueOf("8MB");

    private static final SizeInBytes PREALLOCATED = SizeInBytes.valueOf("64KB");

    /** An entry must fit: a job with a long class path, an actor's snapshot, many requests to the directory at once. */
    private static final SizeInBytes APPENDER_BUFFER = SizeInBytes.valueOf("4MB");

    /** Holds an appender buffer and its frame. */
    private static final SizeInBytes WRITE_BUFFER = SizeInBytes.valueOf("5MB");

    private static final long ENTRIES_PER_SNAPSHOT = 1_000;
    private static final int SNAPSHOTS_KEPT = 2;

    /** One replica waits for nobody's vote. */
    private static final TimeDuration ALONE_MIN = millis(50);

    private static final TimeDuration ALONE_MAX = millis(100);

    /** The defaults, 150 to 300 ms, start elections whenever a machine is busy. */
    private static final TimeDuration ELECTION_MIN = millis(1_000);

    private static final TimeDuration ELECTION_MAX = millis(2_000);

    private RatisSettings() {}

    static RaftProperties of(Path folder, LogSettings settings) {
        var properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(folder.resolve("raft").toFile()));
        GrpcConfigKeys.Server.setHost(properties, settings.host());
        GrpcConfigKeys.Server.setPort(properties, settings.port());
        GrpcConfigKeys.Server.setBossGroupSize(properties, 1);
        GrpcConfigKeys.Server.setWorkerGroupSize(properties, 1);

        boolean alone = settings.others().isEmpty();
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, alone ? ALONE_MIN : ELECTION_MIN);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, alone ? ALONE_MAX : ELECTION_MAX);
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);

        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SEGMENT);
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, PREALLOCATED);
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, APPENDER_BUFFER);
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, WRITE_BUFFER);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, (int) ENTRIES_PER_SNAPSHOT);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, ENTRIES_PER_SNAPSHOT);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SNAPSHOTS_KEPT);
        return properties;
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
