using Chat.Messaging.Tests.Replicas;
using Xunit;

namespace Chat.Messaging.Tests.Storage.Suite;

[Collection(MessagingCollection.Name)]
public sealed class PostgresShardStoreTests(MessagingFixture fixture) : ShardStoreSuite
{
    protected override async Task<ShardUnderTest> OpenAsync() => new PostgresShardUnderTest(await fixture.CreateShardsAsync());
}
