package io.mobula.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostsTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.5:7400, 10.0.0.5",
        "node-1.cluster:7400, node-1.cluster",
        "[fd00::5]:7400, fd00::5",
        "unix:/run/mobula.sock, 127.0.0.1",
        "embedded, 127.0.0.1"
    })
    void aWorkerListensWhereItsNodeDoes(String address, String host) {
        assertEquals(host, Hosts.host(address));
    }
}
