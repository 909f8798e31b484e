using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>An NpgsqlDataSource keyed by the connection's name, by Aspire.Npgsql.</summary>
public static class PostgresClient
{
    public static void AddChatPostgres(this IHostApplicationBuilder builder, string name) =>
        builder.AddKeyedNpgsqlDataSource(name, configureDataSourceBuilder: PostgresPasswords.Of(builder));
}
