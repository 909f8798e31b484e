using Chat.Testing.Infrastructure;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

/// <summary>A server from which can be replicated. Names of slots and of roles are the server's: one test after the other.</summary>
public sealed class ReplicatingServer : IAsyncLifetime
{
    public PostgresFixture Postgres { get; } = new() { WalLevel = "logical" };

    public Task InitializeAsync() => Postgres.InitializeAsync();

    public Task DisposeAsync() => Postgres.DisposeAsync();
}
