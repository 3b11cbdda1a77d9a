package io.mobula.control;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.tls.Credentials;
import java.net.BindException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/** This process as a member of the Pekko cluster. Its own small configuration: an application's does not leak in. */
final class MembershipSystem implements AutoCloseable {
    static final String LEADER = "control-leader";
    static final String AGENT = "control-agent";
    static final String REPLICA = "control-replica";
    private static final String NAME = "mobula";
    private static final String PREFIX = "pekko://" + NAME + "@";
    private static final long CLOSE_LIMIT_SECONDS = 10;

    private final ActorSystem<Void> system;
    private final Cluster cluster;

    private MembershipSystem(ActorSystem<Void> system) {
        this.system = system;
        this.cluster = Cluster.get(system);
    }

    static MembershipSystem start(String host, int port, Optional<Credentials> tls) {
        Config address = ConfigFactory.parseMap(Map.of(
                "pekko.remote.artery.canonical.hostname", host,
                "pekko.remote.artery.canonical.port", port,
                "pekko.remote.artery.transport", tls.isPresent() ? "tls-tcp" : "tcp"));
        ClassLoader loader = MembershipSystem.class.getClassLoader();
        Config config = address.withFallback(ConfigFactory.parseResources(loader, "mobula-control.conf"))
                .withFallback(ConfigFactory.defaultReference(loader))
                .resolve();
        try {
            return new MembershipSystem(
                    ActorSystem.create(Behaviors.<Void>empty(), NAME, ArteryTls.setup(config, tls)));
        } catch (RuntimeException e) {
            throw notStarted(host, port, e);
        }
    }

    private static RuntimeException notStarted(String host, int port, RuntimeException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                String message = "The membership cannot listen on " + host + ":" + port + ": " + t.getMessage()
                        + ". Stop the process that has the port, or choose another one.";
                return new StartException(ErrorCode.PORT_IN_USE, message, failure);
            }
        }
        return failure;
    }

    ActorSystem<Void> system() {
        return system;
    }

    /** What Pekko calls this process: no other process, before or after, is called the same. */
    String member() {
        return name(cluster.selfMember().uniqueAddress());
    }

    /** {@code host:port} of this process. */
    String address() {
        return addressOf(member());
    }

    /** The leader's actor at {@code host:port}, whichever process listens there now. */
    ActorRef<LeaderCommand> leaderAt(String address) {
        return ActorRefResolver.get(system).resolveActorRef(PREFIX + address + "/system/" + LEADER);
    }

    /** The agent of the node whose membership is at {@code host:port}. */
    ActorRef<AgentCommand> agentAt(String address) {
        return ActorRefResolver.get(system).resolveActorRef(PREFIX + address + "/system/" + AGENT);
    }

    boolean joined() {
        for (Member member : cluster.state().getMembers()) {
            if (member.uniqueAddress().equals(cluster.selfMember().uniqueAddress())) return true;
        }
        return false;
    }

    /** The first member of the first cluster does this; everybody else joins somebody. */
    void joinSelf() {
        cluster.manager().tell(new Join(cluster.selfMember().address()));
    }

    /** Joins whoever answers at one of these {@code host:port}, however long that takes. */
    void join(Collection<String> addresses) {
        List<Address> seeds = new ArrayList<>();
        for (String address : addresses) seeds.add(AddressFromURIString.parse(PREFIX + address));
        cluster.manager().tell(new JoinSeedNodes(seeds));
    }

    Set<String> unreachable() {
        var names = new TreeSet<String>();
        for (Member member : cluster.state().getUnreachable()) names.add(name(member.uniqueAddress()));
        return names;
    }

    /**
     * Downs every member that is not among the living, unless a living one has its address: then it is the former life there, and Pekko replaces it by itself when the new one joins.
     *
     * <p>Nobody joins Pekko before the log lists it, so a member that is not listed is a dead one.
     */
    void downAllBut(Set<String> living) {
        var addresses = new TreeSet<String>();
        for (String member : living) addresses.add(addressOf(member));
        for (Member member : cluster.state().getMembers()) {
            String address = addressOf(name(member.uniqueAddress()));
            if (!addresses.contains(address)) cluster.manager().tell(new Down(member.address()));
        }
    }

    /** Whether Pekko has members at addresses where nobody of these lives. */
    boolean hasOthers(Set<String> living) {
        var addresses = new TreeSet<String>();
        for (String member : living) addresses.add(addressOf(member));
        for (Member member : cluster.state().getMembers())
            if (!addresses.contains(addressOf(name(member.uniqueAddress())))) return true;
        return false;
    }

    /** The members as Pekko has them now. */
    Set<String> members() {
        var names = new TreeSet<String>();
        for (Member member : cluster.state().getMembers()) names.add(name(member.uniqueAddress()));
        return names;
    }

    private static String name(UniqueAddress unique) {
        return unique.address() + "#" + unique.longUid();
    }

    /** The {@code host:port} in what Pekko calls a process. */
    static String addressOf(String member) {
        return member.substring(member.indexOf('@') + 1, member.lastIndexOf('#'));
    }

    /** Ends at once, without a word to the others: what is to be said has been said to the log. */
    @Override
    public void close() {
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            system.log().warn("The membership took more than {} s to end: {}", CLOSE_LIMIT_SECONDS, e.toString());
        }
    }
}
