package io.mobula.control;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.DowningProvider;
import scala.Option;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/**
 * Pekko downs nobody on its own: the log's leader downs the members that the log does not list (CTL-6). So this provider has no actor, and a removal waits for nothing.
 */
public final class LogDrivenDowning extends DowningProvider {
    public LogDrivenDowning(ActorSystem system) {}

    @Override
    public FiniteDuration downRemovalMargin() {
        return Duration.Zero();
    }

    @Override
    public Option<Props> downingActorProps() {
        return Option.empty();
    }
}
