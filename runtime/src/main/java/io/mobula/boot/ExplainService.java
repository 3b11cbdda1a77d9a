package io.mobula.boot;

import io.mobula.attach.DirectoryListing;
import io.mobula.cli.job.ExplainSource;
import io.mobula.cli.job.Target;
import io.mobula.driver.ConnectTarget;
import java.time.Duration;
import java.util.List;

/** {@code mobula explain}. */
public final class ExplainService implements ExplainSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public List<Explained> explain(Target target, String word) {
        DirectoryListing listing =
                DirectoryListing.list(ConnectTarget.parse(target.address()), Accesses.of(target), TIMEOUT);
        return new Explaining(listing.view(), listing.actors(), listing.groups(), listing.jobs()).of(word);
    }
}
