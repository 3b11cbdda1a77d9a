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

    /** Entries that a purge leaves out are read by a follower that was away for a moment; a snapshot would be more. */
    private static final int PURGE_GAP = 1_000;

    /** {@link SnapshotRule} says when; should it never, this many entries do. */
    private static final long ENTRIES_PER_SNAPSHOT = 100_000;

    private static final int SNAPSHOTS_KEPT = 2;

    /** The first replica waits for nobody's vote, and its first election is the one that counts. */
    private static final TimeDuration FOUNDER_MIN = millis(50);

    private static final TimeDuration FOUNDER_MAX = millis(100);

    /** The defaults, 150 to 300 ms, start elections whenever a machine is busy. */
    private static final TimeDuration ELECTION_MIN = millis(1_000);

    private static final TimeDuration ELECTION_MAX = millis(2_000);

    /** How long a newcomer may be silent while it is given the log. */
    private static final TimeDuration STAGING = millis(15_000);

    /** A process that stood still for long is told by the others; it is no reason to end the log for good, as Ratis does after a minute. */
    private static final TimeDuration NEVER = TimeDuration.valueOf(365, TimeUnit.DAYS);

    private RatisSettings() {}

    static RaftProperties of(Path folder, LogSettings settings, LogSettings.Start start) {
        var properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(folder.resolve("raft").toFile()));
        GrpcConfigKeys.Server.setHost(properties, settings.host());
        GrpcConfigKeys.Server.setPort(properties, settings.port());
        GrpcConfigKeys.Server.setBossGroupSize(properties, 1);
        GrpcConfigKeys.Server.setWorkerGroupSize(properties, 1);

        boolean founds = start == LogSettings.Start.FOUND;
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, ELECTION_MIN);
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, ELECTION_MAX);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, founds ? FOUNDER_MIN : ELECTION_MIN);
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, founds ? FOUNDER_MAX : ELECTION_MAX);
        RaftServerConfigKeys.LeaderElection.setMemberMajorityAdd(properties, true); // from one to three in one step
        RaftServerConfigKeys.setStagingTimeout(properties, STAGING);
        RaftServerConfigKeys.setCloseThreshold(properties, NEVER);
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);

        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SEGMENT);
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, PREALLOCATED);
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, APPENDER_BUFFER);
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, WRITE_BUFFER);
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgeGap(properties, PURGE_GAP);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, ENTRIES_PER_SNAPSHOT);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, SNAPSHOTS_KEPT);
        return properties;
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
