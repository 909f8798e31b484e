namespace Chat.AppHost;

internal static class PostgresConnection
{
    /// <summary>The local server trusts every connection from this machine.</summary>
    public static ReferenceExpression To(string database, EndpointReference server) =>
        ReferenceExpression.Create(
            $"Host={server.Property(EndpointProperty.Host)};Port={server.Property(EndpointProperty.Port)};Username=postgres;Database={database}");
}
