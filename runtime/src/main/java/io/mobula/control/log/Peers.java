package io.mobula.control.log;

import io.mobula.core.control.Replica;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;

/** Replicas as Ratis knows them. Its clients' address is ours for nodes: both mean where the leader is asked. */
final class Peers {
    private Peers() {}

    static RaftPeer peer(Replica replica) {
        return RaftPeer.newBuilder()
                .setId(replica.id())
                .setAddress(replica.address())
                .setClientAddress(replica.contact())
                .build();
    }

    private static Replica replica(RaftPeer peer) {
        // Logs of earlier releases name no contact; the replica offers itself with one.
        String contact = Objects.requireNonNullElse(peer.getClientAddress(), "");
        return new Replica(peer.getId().toString(), peer.getAddress(), contact);
    }

    static LogStatus status(RaftServer.Division division) {
        DivisionInfo info = division.getInfo();
        List<Replica> group = group(division.getRaftConf());
        RaftPeerId leader = info.getLeaderId();
        boolean leads = info.isLeader() && info.isLeaderReady();
        return new LogStatus(
                info.isAlive(),
                leads,
                info.getCurrentTerm(),
                division.getId().toString(),
                group.stream()
                        .filter(one -> leader != null && one.id().equals(leader.toString()))
                        .findFirst(),
                group,
                info.getLastAppliedIndex(),
                leads ? followers(division) : Map.of());
    }

    /** The old one as long as a change is not through: until then it takes a majority of both. */
    private static List<Replica> group(RaftConfiguration conf) {
        boolean changing = !conf.getPreviousPeers().isEmpty();
        return (changing ? conf.getPreviousPeers() : conf.getCurrentPeers())
                .stream().map(Peers::replica).toList();
    }

    private static Map<String, LogStatus.Follower> followers(RaftServer.Division division) {
        var matched = new HashMap<String, Long>();
        for (RaftProtos.CommitInfoProto one : division.getCommitInfos())
            matched.put(one.getServer().getId().toStringUtf8(), one.getCommitIndex());
        var followers = new HashMap<String, LogStatus.Follower>();
        var infos = division.getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
        for (RaftProtos.ServerRpcProto one : infos) {
            String id = one.getId().getId().toStringUtf8();
            followers.put(id, new LogStatus.Follower(matched.getOrDefault(id, -1L), one.getLastRpcElapsedTimeMs()));
        }
        return followers;
    }

    static LogStatus ended(RaftPeerId self) {
        return new LogStatus(false, false, 0, self.toString(), Optional.empty(), List.of(), -1, Map.of());
    }
}
