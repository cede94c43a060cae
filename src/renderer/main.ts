import '@fontsource-variable/inter/index.css'
import '@fontsource-variable/jetbrains-mono/index.css'
import 'katex/dist/katex.min.css'
import './app.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { guardOrder } from './lib/order-guard.ts'

guardOrder(document)
mount(App, { target: document.getElementById('app')! })
