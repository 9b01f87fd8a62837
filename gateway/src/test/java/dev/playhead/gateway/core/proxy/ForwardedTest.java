package dev.playhead.gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForwardedTest {

    @Test
    void namesPlayerHostAndScheme() {
        assertThat(new Forwarded("192.0.2.7", "box", "http").element()).isEqualTo("for=192.0.2.7;host=box;proto=http");
    }

    @Test
    void quotesWhatIsNoToken() {
        assertThat(new Forwarded("2001:db8::1", "box:8080", "https").element())
                .isEqualTo("for=\"[2001:db8::1]\";host=\"box:8080\";proto=https");
    }

    @Test
    void letsNobodyAddPairsByTheirHost() {
        assertThat(new Forwarded("192.0.2.7", "a\";for=x", "http").element())
                .isEqualTo("for=192.0.2.7;host=\"a\\\";for=x\";proto=http");
    }

    @Test
    void saysNothingOfAHostThatWasNotSent() {
        assertThat(new Forwarded("192.0.2.7", null, "http").element()).isEqualTo("for=192.0.2.7;proto=http");
    }

    @Test
    void takesAnotherProtocolForAnUpgradeOnlyWhereItMayPass() {
        assertThat(HopByHop.isUpgrade(List.of("keep-alive, Upgrade"), List.of("WebSocket")))
                .isTrue();
        assertThat(HopByHop.isUpgrade(List.of("Upgrade, HTTP2-Settings"), List.of("h2c")))
                .isFalse();
        assertThat(HopByHop.isUpgrade(List.of("upgrade"), List.of("websocket", "x, H2C")))
                .isFalse();
        assertThat(HopByHop.isUpgrade(List.of("keep-alive"), List.of("websocket")))
                .isFalse();
        assertThat(HopByHop.isUpgrade(List.of("upgrade"), List.of())).isFalse();
    }

    @Test
    void keepsFieldsOfOneHopAndThoseThatConnectionNames() {
        assertThat(HopByHop.names(List.of("close, X-Trace", " x-other ")))
                .contains("connection", "te", "upgrade", "close", "x-trace", "x-other")
                .doesNotContain("content-length", "");
    }
}
