from plug import Plugin
