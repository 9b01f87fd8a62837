# One image for all services, of what 'mvn -Dquick package' has built.
ARG JRE_IMAGE=eclipse-temurin:17-jre

# Other people's jars change seldom: in a layer of their own they are neither stored nor sent anew with each build.
FROM ${JRE_IMAGE} AS jars
COPY standalone/target/lib /jars/third-party
COPY standalone/target/playhead-standalone.jar /jars/own/
RUN mv /jars/third-party/playhead-*.jar /jars/own/

FROM ${JRE_IMAGE}
RUN groupadd --system playhead \
    && useradd --system --gid playhead --home-dir /var/lib/playhead --create-home playhead
COPY --from=jars /jars/third-party /opt/playhead/third-party
COPY --from=jars /jars/own /opt/playhead/lib
COPY standalone/jvm.options /opt/playhead/jvm.options
COPY docker/playhead /usr/local/bin/playhead
# The first run keeps its classes in the form in which they lie in memory: later ones start in half the time.
RUN playhead rehearse

# The defaults are for one machine: there, services differ in their ports. Here each has a machine of its own, which
# is to be reached from outside.
ENV PLAYHEAD_DATA_DIR=/var/lib/playhead \
    PLAYHEAD_STORE_DATA=/var/lib/playhead/store \
    PLAYHEAD_STORE_BIND=0.0.0.0 \
    PLAYHEAD_GATEWAY_BIND=0.0.0.0 \
    PLAYHEAD_MANAGEMENT_BIND=0.0.0.0 \
    PLAYHEAD_MANAGEMENT_PORT=8081 \
    PLAYHEAD_GATEWAY_MANAGEMENT_PORT=8081 \
    PLAYHEAD_SCHEDULER_MANAGEMENT_PORT=8081 \
    PLAYHEAD_FETCHER_MANAGEMENT_PORT=8081 \
    PLAYHEAD_STORE_MANAGEMENT_PORT=8081

USER playhead
WORKDIR /var/lib/playhead
VOLUME /var/lib/playhead
# Players, health, and the store for other services.
EXPOSE 8080 8081 8090
HEALTHCHECK --interval=2s --timeout=3s --start-period=60s --retries=3 \
    CMD curl --fail --silent --output /dev/null http://127.0.0.1:8081/health/ready
ENTRYPOINT ["playhead"]
CMD ["--help"]
