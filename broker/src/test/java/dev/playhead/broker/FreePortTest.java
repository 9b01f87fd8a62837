package dev.playhead.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    @Test
    void aPortCanBeBoundAndIsNoneThatConnectionsAreGiven() throws Exception {
        int port = FreePort.next();

        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(server.getLocalPort()).isBetween(10_240, 32_767);
            assertThatThrownBy(() -> FreePort.bind(port)).isInstanceOf(BindException.class);
        }
    }
}
