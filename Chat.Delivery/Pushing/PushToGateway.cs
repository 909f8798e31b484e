using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Instances;

namespace Chat.Delivery.Pushing;

/// <summary>Posts a batch to a gateway.</summary>
/// <exception cref="Chat.Contracts.Errors.ChatException">It was not taken, or it is not known whether.</exception>
internal delegate Task<PushResult> PushToGateway(Instance gateway, PushBatch batch, TimeSpan deadline, CancellationToken cancellation);
