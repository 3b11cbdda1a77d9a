package io.mobula.session;

import io.mobula.api.Mobula;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The public API's semantics, which every mode of Mobula keeps. How a mode differs is an overridden method, with the reason. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class MobulaContract
        implements ResultsContract,
                DependenciesContract,
                WaitingContract,
                CancellationContract,
                OptionsContract,
                SessionsContract,
                LoadContract,
                StreamContract,
                ManyResultsContract,
                HelpersContract,
                ActorCallsContract,
                ActorLivesContract,
                ActorOptionsContract,
                GroupsContract {
    /** Of the class and not of each test: a body may look at its gate when its test has ended. */
    @TempDir
    static Path folder;

    private Mobula mobula;

    /** A new session. */
    abstract Mobula connect() throws Exception;

    /** Before the first session; an embedded mode has nothing to start. */
    void startCluster() throws Exception {}

    /** After the last. */
    void stopCluster() {}

    @BeforeAll
    void openSession() throws Exception {
        startCluster();
        mobula = connect();
    }

    @AfterAll
    void closeSession() {
        mobula.close();
        stopCluster();
    }

    @Override
    public Mobula mobula() {
        return mobula;
    }

    @Override
    public Mobula another() {
        try {
            return connect();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public Path folder() {
        return folder;
    }
}
