using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Chat.ServiceDefaults.Clients;

/// <summary>An <see cref="NpgsqlDataSource"/> keyed by the connection's name, without Aspire's package.</summary>
public static class PostgresClient
{
    public static void AddChatPostgres(this IHostApplicationBuilder builder, string name)
    {
        var connectionString = builder.Configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} must be set.");
        var passwords = PostgresPasswords.Of(builder);
        builder.Services.AddKeyedSingleton(name, (services, _) =>
        {
            var source = new NpgsqlDataSourceBuilder(connectionString);
            source.UseLoggerFactory(services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>());
            passwords?.Invoke(source);
            return source.Build();
        });
    }
}
