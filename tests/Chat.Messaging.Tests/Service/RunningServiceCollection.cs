using Xunit;

namespace Chat.Messaging.Tests.Service;

[CollectionDefinition(Name)]
public sealed class RunningServiceCollection : ICollectionFixture<RunningService>
{
    public const string Name = "Running service";
}
