using Xunit;

namespace Chat.Messaging.Tests.Service;

[CollectionDefinition(Name)]
public sealed class MessagingCollection : ICollectionFixture<MessagingFixture>
{
    public const string Name = "Messaging";
}
